const nothing = () => null;

/** Loads the keys of what is encrypted, which nothing of Stream is. */
export default class {
  abort = nothing;
  destroy = nothing;
  loadClear = nothing;
}
