// What the page of an app in React may write, with no cast. Nothing runs here.
import type {} from 'cf-stream-elements/react';
import type { CfStreamPlayer } from 'cf-stream-elements/player';
import type { RefObject } from 'react';

export const page = (player: RefObject<CfStreamPlayer>): unknown => (
  <>
    <cf-stream-player
      ref={player}
      src="VIDEO_UID"
      customer-code="CODE"
      token-endpoint="/api/videos/{uid}/token"
      getToken={async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text()}
      muted
      preload="metadata"
      oncf-stream-state={({ detail }) => detail.state.status}
      onplaying={(event) => event.type}
      engine="hls.js"
      loopRange={[5, 9]}
      oncf-stream-chapter={({ detail }) => detail.chapter?.title}
      oncf-stream-progress={({ detail }) => detail.percent}
    >
      <img slot="poster" src="/poster.jpg" alt="" />
      <track kind="captions" src="/captions.vtt" srcLang="en" label="English" />
      <track kind="chapters" src="/chapters.vtt" srcLang="en" />
    </cf-stream-player>
    <cf-stream-transcript for="player" className="wide" />
    <cf-stream-upload
      endpoint="/api/uploads"
      max-size={1_000_000}
      multiple
      createUpload={null}
      oncf-stream-upload-ready={({ detail }) => detail.uid}
      onchange={(event) => event.type}
    />
    {/* @ts-expect-error `hls` is not the name of an engine. */}
    <cf-stream-player engine="hls" />
    {/* @ts-expect-error A player is named by its id. */}
    <cf-stream-transcript for={5} />
    {/* @ts-expect-error There is no such value. */}
    <cf-stream-player preload="everything" />
    {/* @ts-expect-error A uid is a string. */}
    <cf-stream-player src={5} />
    {/* @ts-expect-error Its detail has no such member. */}
    <cf-stream-upload oncf-stream-upload-ready={({ detail }) => detail.nothing} />
  </>
);
