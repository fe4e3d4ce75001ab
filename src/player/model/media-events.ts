/** Events of a media element. @see https://html.spec.whatwg.org/multipage/media.html#mediaevents */
export const MEDIA_EVENTS = [
  'abort',
  'canplay',
  'canplaythrough',
  'durationchange',
  'emptied',
  'ended',
  'loadeddata',
  'loadedmetadata',
  'loadstart',
  'pause',
  'play',
  'playing',
  'progress',
  'ratechange',
  'resize',
  'seeked',
  'seeking',
  'stalled',
  'suspend',
  'timeupdate',
  'volumechange',
  'waiting',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const;

export type MediaEventType = (typeof MEDIA_EVENTS)[number];

/** Calls `listener` with each event of a media element, until the signal aborts. */
export function onMediaEvents(media: EventTarget, listener: (type: MediaEventType) => void, signal: AbortSignal): void {
  for (const type of MEDIA_EVENTS) media.addEventListener(type, () => listener(type), { signal });
}
