/** Classes that read other segments than fMP4, once they are there. */
let readers;

export const hasReaders = () => readers !== undefined;

export async function loadReaders() {
  readers ??= await import('./all-readers.mjs');
}

/** Makes a class that stands for another which comes later: until then it knows no segment. */
export function standIn(name) {
  function StandIn(...options) {
    return new readers[name](...options);
  }
  StandIn.probe = (...options) => hasReaders() && readers[name].probe(...options);
  Object.defineProperty(StandIn, Symbol.hasInstance, { value: (it) => hasReaders() && it instanceof readers[name] });
  return StandIn;
}
