import 'cf-stream-elements';
import 'cf-stream-elements/cf-stream-elements.css';

const show = (id: string, text: string): void => {
  document.getElementById(id)!.textContent = text;
};
const player = document.querySelector('cf-stream-player')!;
player.deliveryOrigin = new URLSearchParams(location.search).get('origin') ?? undefined;
player.addEventListener('cf-stream-state', ({ detail }) => show('state', detail.state.status));
player.addEventListener('playing', () => show('plays', 'playing'));
document
  .querySelector('cf-stream-upload')!
  .addEventListener('cf-stream-upload-ready', ({ detail }) => show('ready', detail.uid));
document.getElementById('refresh')!.addEventListener('click', async () => {
  await player.refreshToken();
  show('expires', player.tokenExpiresAt?.toISOString() ?? '');
});
