// Exports of `cloudflare-stream-local`.
export { LocalStreamError } from './calls.js';
export type { ClockControls, Fault, FaultControls, LiveControls, LiveInput, StartLiveOptions } from './controls.js';
export type { LocalStreamInstance, SampleOptions, TokenOptions } from './local-stream-instance.js';
export { startLocalStream, type StartOptions } from './start-local-stream.js';
export type { UploadOptions, UploadSource, Video } from './uploads.js';
export type { FaultRule } from '../sim/fault-rule.js';
export type { RequestKind, SeenRequest } from '../sim/request-log.js';
export type { SegmentAccess, Settings } from '../state/settings.js';
