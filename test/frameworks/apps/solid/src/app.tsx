import type {} from 'cf-stream-elements/solid';
import 'cf-stream-elements/player';
import 'cf-stream-elements/upload';
import 'cf-stream-elements/cf-stream-elements.css';
import type { CfStreamPlayer, GetToken } from 'cf-stream-elements/player';
import { createSignal } from 'solid-js';

const origin = new URLSearchParams(location.search).get('origin') ?? undefined;
const getToken: GetToken = async (uid, { signal }) => {
  const response = await fetch(`/api/videos/${uid}/token`, { signal });
  if (!response.ok) throw new Error(`No token: ${response.status}`);
  return (await response.json()).token;
};

export function App() {
  let player!: CfStreamPlayer;
  const [uid, setUid] = createSignal('');
  const [state, setState] = createSignal('');
  const [plays, setPlays] = createSignal('');
  const [expires, setExpires] = createSignal('');
  const refresh = async () => {
    await player.refreshToken();
    setExpires(player.tokenExpiresAt?.toISOString() ?? '');
  };
  return (
    <main>
      <cf-stream-player
        ref={player}
        id="player"
        src={uid()}
        delivery-origin={origin}
        prop:getToken={getToken}
        prop:muted={true}
        on:cf-stream-state={({ detail }) => setState(detail.state.status)}
        on:playing={() => setPlays('playing')}
      />
      <button id="refresh" onClick={refresh}>
        Refresh
      </button>
      <cf-stream-upload
        endpoint="/api/uploads"
        status-endpoint="/api/videos/{uid}"
        on:cf-stream-upload-ready={({ detail }) => setUid(detail.uid)}
      />
      <p id="state">{state()}</p>
      <p id="ready">{uid()}</p>
      <p id="plays">{plays()}</p>
      <p id="expires">{expires()}</p>
    </main>
  );
}
