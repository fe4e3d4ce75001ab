import type { SourceInfo } from './transcoder.js';

/**
 * Reads what ffmpeg says about a file on its error output. Answers nothing when that is no video with a length.
 *
 * @since 0.1.0
 */
export function parseProbe(text: string): SourceInfo | undefined {
  const duration = /^\s+Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(text);
  const video = /^\s+Stream #0:.*?: Video: .*?\b(\d{2,5})x(\d{2,5})\b.*$/m.exec(text);
  if (!duration || !video) return undefined;
  const rate = /([\d.]+)(k?) fps\b/.exec(video[0]);
  const turned = /rotation of -?(?:90|270)\b/.test(text);
  const size = { width: Number(video[turned ? 2 : 1]), height: Number(video[turned ? 1 : 2]) };
  return {
    ...size,
    duration: Number(duration[1]) * 3600 + Number(duration[2]) * 60 + Number(duration[3]),
    frameRate: rate ? Number(rate[1]) * (rate[2] === 'k' ? 1000 : 1) : 30,
    hasAudio: /^\s+Stream #0:.*?: Audio: /m.test(text),
  };
}
