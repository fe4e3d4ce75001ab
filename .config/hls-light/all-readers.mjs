// Copies, with all that they import: fMP4 needs some of it, too.
export { default as AACDemuxer } from 'hls.js/src/demux/audio/aacdemuxer.ts?later';
export { default as MP3Demuxer } from 'hls.js/src/demux/audio/mp3demuxer.ts?later';
export { default as TSDemuxer } from 'hls.js/src/demux/tsdemuxer.ts?later';
export { default as MP4Remuxer } from 'hls.js/src/remux/mp4-remuxer.ts?later';
