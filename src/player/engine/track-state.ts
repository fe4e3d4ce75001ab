/** Restores what was taken. */
export type TrackState = () => void;

/** WebKit's list of the languages of the sound. */
interface WithAudioTracks {
  readonly audioTracks?: ArrayLike<{ readonly language: string; readonly label: string; enabled: boolean }>;
}

/**
 * Takes what a new source makes a `<video>` forget: speed, captions and the language of the sound. Position, and whether
 * it plays, are for the caller.
 *
 * @returns restores it, as far as the new source has the same tracks.
 * @since 0.1.0
 */
export function captureTrackState(video: HTMLVideoElement & WithAudioTracks): TrackState {
  const { playbackRate, defaultPlaybackRate } = video;
  // What a source begins with. It is not set again later: the viewer may choose another speed while the source loads.
  if (playbackRate !== defaultPlaybackRate) video.defaultPlaybackRate = playbackRate;
  const captions = [...video.textTracks].map(({ kind, language, label, mode }) => ({ kind, language, label, mode }));
  const sound = Array.from(video.audioTracks ?? []).find(({ enabled }) => enabled);
  const wanted = sound && { language: sound.language, label: sound.label };
  return () => {
    // Only what has changed: each of these makes GStreamer send an event through a pipeline that is still being set up.
    if (video.defaultPlaybackRate !== defaultPlaybackRate) video.defaultPlaybackRate = defaultPlaybackRate;
    for (const track of video.textTracks) {
      const before = captions.find(
        (one) => one.kind === track.kind && one.language === track.language && one.label === track.label,
      );
      if (before && track.mode !== before.mode) track.mode = before.mode;
    }
    const tracks = Array.from(video.audioTracks ?? []);
    const same = wanted && tracks.find(({ language, label }) => language === wanted.language && label === wanted.label);
    if (same && !same.enabled) for (const track of tracks) track.enabled = track === same;
  };
}
