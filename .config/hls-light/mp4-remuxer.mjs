import { standIn } from './readers.mjs';

export default standIn('MP4Remuxer');
