import { standIn } from './readers.mjs';

export default standIn('AACDemuxer');
