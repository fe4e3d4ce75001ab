/** Codec of captions that Stream has not: its own are WebVTT. */
export const IMSC1_CODEC = 'stpp.ttml.im1t';

export function parseIMSC1(_data, _start, _done, failed) {
  failed(new Error('IMSC1 is not read here.'));
}
