// What an engine is chosen by, as other browsers have it.

/** What a browser that this one plays has of what video is played with. */
export interface PretendedBrowser {
  /** All that there is of them; what is missing here lends itself from the other. */
  readonly sources: readonly ('MediaSource' | 'ManagedMediaSource')[];
  /** Whether those say that they take no video. */
  readonly takesNothing?: boolean;
  /** What `canPlayType()` says about HLS. */
  readonly nativeHls: CanPlayTypeResult;
}

const HLS_TYPE = /mpegurl/i;

/** Makes this browser one like that, until the function that is given back is called. */
export function pretend({ sources, takesNothing, nativeHls }: PretendedBrowser): () => void {
  const real = window.MediaSource;
  const { isTypeSupported } = real;
  const prototype = HTMLMediaElement.prototype;
  const { canPlayType } = prototype;
  const names = ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'];
  const before = names.map((name) => Object.getOwnPropertyDescriptor(window, name));
  for (const name of names) Reflect.deleteProperty(window, name);
  for (const name of sources) Object.defineProperty(window, name, { configurable: true, writable: true, value: real });
  if (takesNothing) real.isTypeSupported = () => false;
  prototype.canPlayType = function (type) {
    return HLS_TYPE.test(type) ? nativeHls : canPlayType.call(this, type);
  };
  return () => {
    names.forEach((name, index) => {
      const descriptor = before[index];
      Reflect.deleteProperty(window, name);
      if (descriptor) Object.defineProperty(window, name, descriptor);
    });
    real.isTypeSupported = isTypeSupported;
    prototype.canPlayType = canPlayType;
  };
}
