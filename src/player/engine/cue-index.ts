/**
 * Makes a text track find cues by id at once. hls.js looks up each cue before and after adding it, and browsers search
 * the whole list each time: a file of ten thousand cues would take a second.
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
    // The cue may have been removed.
    return cue?.track === track ? cue : null;
  };
}
