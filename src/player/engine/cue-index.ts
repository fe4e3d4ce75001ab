/**
 * Lets a text track find its cues by their id at once. hls.js asks for each cue that it adds, before and after, and browsers
 * look through all of them each time: a file of ten thousand would take a second.
 */
export function indexCues(track: TextTrack | undefined): void {
  const cues = track?.cues;
  if (!cues || Object.hasOwn(cues, 'getCueById')) return;
  const known = new Map(Array.from(cues, (cue) => [cue.id, cue]));
  track.addCue = (cue) => {
    TextTrack.prototype.addCue.call(track, cue);
    known.set(cue.id, cue);
  };
  cues.getCueById = (id) => {
    const cue = known.get(id);
    // It may have been taken out.
    return cue?.track === track ? cue : null;
  };
}
