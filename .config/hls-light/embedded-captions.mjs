// A copy, with all that it imports: what it shared with the rest would have to be exported by that.
export { default as Cea608Parser } from 'hls.js/src/utils/cea-608-parser.ts?later';
