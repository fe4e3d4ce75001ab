import type { LiveInputRecord } from '../records/live-input-record.js';

/** Returns an input as in a list, without the credentials of encoders. */
export function toListedLiveInput(input: LiveInputRecord): Record<string, unknown> {
  const { uid, created, modified, meta, enabled, deleteRecordingAfterDays } = input;
  return { uid, created, modified, meta, enabled, deleteRecordingAfterDays };
}

/**
 * An input as the API shows it. The addresses for encoders are those of Cloudflare's samples: nothing listens there.
 */
export function toLiveInputObject(input: LiveInputRecord, origin: string): Record<string, unknown> {
  const { uid, keys, keysRotatedAt, recording, preferLowLatency, status, defaultCreator } = input;
  const base = `${origin}/${uid}`;
  const passphrase = { passphrase: keys.passphrase, streamId: uid };
  return {
    ...toListedLiveInput(input),
    ...(keysRotatedAt === null ? {} : { keysRotatedAt }),
    ...(defaultCreator === null ? {} : { defaultCreator }),
    preferLowLatency,
    recording,
    rtmps: { url: 'rtmps://live.cloudflare.com:443/live/', streamKey: keys.streamKey },
    rtmpsPlayback: { url: 'rtmps://live.cloudflare.com:443/live/', streamKey: keys.playbackKey },
    srt: { url: 'srt://live.cloudflare.com:778', ...passphrase },
    srtPlayback: { url: 'srt://live.cloudflare.com:778', passphrase: keys.playbackPassphrase, streamId: `play${uid}` },
    webRTC: { url: `${origin}/${keys.publishSecret}/webRTC/publish` },
    webRTCPlayback: { url: `${base}/webRTC/play` },
    playback: { hls: `${base}/manifest/video.m3u8`, dash: `${base}/manifest/video.mpd` },
    status,
  };
}
