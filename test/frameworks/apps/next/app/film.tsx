'use client';
import { StreamPlayer, StreamTranscript, StreamUpload } from 'cf-stream-elements/react';
import type { CfStreamPlayer } from 'cf-stream-elements/player';
import { useRef, useState } from 'react';

export function Film({ origin }: { origin: string | undefined }) {
  const player = useRef<CfStreamPlayer>(null);
  const [uid, setUid] = useState('');
  const [state, setState] = useState('');
  const [plays, setPlays] = useState('');
  const [expires, setExpires] = useState('');
  const refresh = async () => {
    await player.current?.refreshToken();
    setExpires(player.current?.tokenExpiresAt?.toISOString() ?? '');
  };
  return (
    <main>
      <StreamPlayer
        ref={player}
        id="player"
        src={uid}
        delivery-origin={origin}
        getToken={async (uid, { signal }) => {
          const response = await fetch(`/api/videos/${uid}/token`, { signal });
          if (!response.ok) throw new Error(`No token: ${response.status}`);
          return (await response.json()).token;
        }}
        muted
        oncf-stream-state={({ detail }) => setState(detail.state.status)}
        onplaying={() => setPlays('playing')}
      >
        <img slot="poster" src="/poster.jpg" alt="" />
        <track kind="captions" src="/captions.vtt" srcLang="en" label="English" />
        <track kind="chapters" src="/chapters.vtt" srcLang="en" />
        <a href="/film.mp4">The film</a>
      </StreamPlayer>
      <StreamTranscript for="player" />
      <button id="refresh" onClick={refresh}>
        Refresh
      </button>
      <StreamUpload
        endpoint="/api/uploads"
        status-endpoint="/api/videos/{uid}"
        oncf-stream-upload-ready={({ detail }) => setUid(detail.uid)}
      />
      <p id="state">{state}</p>
      <p id="ready">{uid}</p>
      <p id="plays">{plays}</p>
      <p id="expires">{expires}</p>
    </main>
  );
}
