# nightmask as an image: docker build -t nightmask . (docs/running.md)
FROM node:24-bookworm-slim AS package
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /package

FROM node:24-bookworm-slim
COPY --from=package /package /package
RUN npm install --global --omit=peer /package/nightmask-*.tgz && npm cache clean --force && rm -r /package
# Configuration, policy, key and records: a volume of yours.
WORKDIR /nightmask
RUN chown node:node /nightmask
USER node
ENTRYPOINT ["nightmask"]
CMD ["--help"]
