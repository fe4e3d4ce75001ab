export { followLanguage } from '../ui/player-languages.js';
