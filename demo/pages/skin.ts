import './player-page.js';
import { find, setText } from './dom.js';

const shareButton = find('[slot=controls-end]', HTMLButtonElement);
shareButton.addEventListener('click', () => {
  void navigator.clipboard.writeText(location.href).then(
    () => setText(shareButton, 'Copied'),
    () => setText(shareButton, location.href),
  );
});
