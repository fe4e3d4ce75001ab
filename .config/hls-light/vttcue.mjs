/** Every browser has it; a server that only imports the module has none, and makes no cue but one that is asked how it is aligned. */
export default globalThis.VTTCue ?? class {};
