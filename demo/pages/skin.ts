import './player-page.js';
import { find, setText } from './dom.js';

const share = find('[slot=controls-end]', HTMLButtonElement);
share.addEventListener('click', () => {
  void navigator.clipboard.writeText(location.href).then(
    () => setText(share, 'Copied'),
    () => setText(share, location.href),
  );
});
