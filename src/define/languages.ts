export { followLanguage } from '../player/strings/languages.js';
