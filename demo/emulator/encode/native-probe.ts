import type { SourceInfo } from './transcoder.js';

/** Parses ffmpeg's description of a file on stderr. `undefined` unless it is a video with a duration. */
export function parseProbe(text: string): SourceInfo | undefined {
  const duration = /^\s+Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(text);
  // A cover of a song is a picture, too, but no moving one.
  const video = /^\s+Stream #0:.*?: Video: .*, (\d+)x(\d+)(?=[ ,\n])(?!.*\(attached pic\)).*$/m.exec(text);
  if (!duration || !video) return undefined;
  const rate = /([\d.]+)(k?) fps\b/.exec(video[0]);
  const [, sarX = 1, sarY = 1] = /\bSAR (\d+):(\d+)/.exec(video[0]) ?? [];
  const width = Math.round((Number(video[1]) * Number(sarX)) / Number(sarY));
  const height = Number(video[2]);
  const turned = /rotation of -?(?:90|270)\b/.test(text);
  return {
    ...(turned ? { width: height, height: width } : { width, height }),
    duration: Number(duration[1]) * 3600 + Number(duration[2]) * 60 + Number(duration[3]),
    frameRate: rate ? Number(rate[1]) * (rate[2] === 'k' ? 1000 : 1) : 30,
    hasAudio: /^\s+Stream #0:.*?: Audio: /m.test(text),
  };
}
