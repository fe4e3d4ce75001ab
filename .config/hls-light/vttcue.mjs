/** Every browser has it. */
export default globalThis.VTTCue;
