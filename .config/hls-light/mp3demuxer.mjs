import { standIn } from './readers.mjs';

export default standIn('MP3Demuxer');
