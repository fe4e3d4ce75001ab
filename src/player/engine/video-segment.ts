import type { Fragment } from 'hls.js';

/** Tells whether a fragment is a video segment, not an init segment. The enum of types is not exported as a value. */
export const isVideoSegment = ({ type, sn }: Fragment): boolean => type.startsWith('main') && sn !== 'initSegment';
