// Imitates the APIs by which an engine is chosen, as other browsers have them.

/** The media APIs of an imitated browser. */
export interface PretendedBrowser {
  /** The classes that it has; each of them is this browser's `MediaSource`. */
  readonly sources: readonly ('MediaSource' | 'ManagedMediaSource')[];
  /** Whether their `isTypeSupported()` always returns false. */
  readonly takesNothing?: boolean;
  /** What `canPlayType()` returns for HLS. */
  readonly nativeHls: CanPlayTypeResult;
}

const HLS_TYPE = /mpegurl/i;

/** Makes this browser look like that one, until the returned function is called. */
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
