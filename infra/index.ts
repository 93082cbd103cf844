/** What `nightmask/cdk` offers to a CDK app. */
export { type Acknowledged, acknowledged } from './acknowledged.ts'
export { guard } from './guard.ts'
export { type InterfaceEndpoint, MaskingNetwork, type MaskingNetworkProps } from './masking-network.ts'
export { NightlyMasking, type NightlyMaskingProps } from './nightly-masking.ts'
export type { Database } from './surroundings.ts'
