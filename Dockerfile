# nightmask as an image: docker build -t nightmask . (docs/running.md)
FROM node:24-bookworm-slim AS package
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /package

FROM node:24-bookworm-slim
COPY --from=package /package /package
# Parts of the AWS SDK that a run asks for, such as "@aws-sdk/client-s3 @aws-sdk/lib-storage" for artifacts in S3.
ARG AWS_PACKAGES=""
RUN npm install --global --omit=peer /package/nightmask-*.tgz $AWS_PACKAGES && npm cache clean --force && rm -r /package
# Configuration, policy, key and records: a volume of yours.
WORKDIR /nightmask
RUN chown node:node /nightmask
USER node
ENTRYPOINT ["nightmask"]
CMD ["--help"]
