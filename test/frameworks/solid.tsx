// What the page of an app in Solid may write, with no cast. Nothing runs here.
import type {} from 'cf-stream-elements/solid';
import type { CfStreamPlayer } from 'cf-stream-elements/player';

export const page = (): unknown => {
  let player!: CfStreamPlayer;
  return (
    <>
      <cf-stream-player
        ref={player}
        src="VIDEO_UID"
        token-endpoint="/api/videos/{uid}/token"
        prop:getToken={async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text()}
        bool:muted={true}
        on:cf-stream-state={({ detail, currentTarget }) => [detail.state.status, currentTarget.uid]}
        on:playing={() => player.refreshToken()}
        engine="hls.js"
        prop:loopRange={[5, 9]}
        on:cf-stream-chapter={({ detail }) => detail.chapter?.title}
        on:cf-stream-progress={({ detail }) => detail.percent}
      >
        <img slot="poster" src="/poster.jpg" alt="" />
        <track kind="captions" src="/captions.vtt" srclang="en" label="English" />
        <track kind="chapters" src="/chapters.vtt" srclang="en" />
      </cf-stream-player>
      <cf-stream-transcript for="player" class="wide" />
      <cf-stream-upload
        endpoint="/api/uploads"
        prop:createUpload={null}
        on:cf-stream-upload-ready={({ detail }) => detail.uid}
        on:change={({ currentTarget }) => currentTarget.value}
      />
      {/* @ts-expect-error `hls` is not the name of an engine. */}
      <cf-stream-player engine="hls" />
      {/* @ts-expect-error There is no such value. */}
      <cf-stream-player preload="everything" />
      {/* @ts-expect-error Its detail has no such member. */}
      <cf-stream-upload on:cf-stream-upload-ready={({ detail }) => detail.nothing} />
    </>
  );
};
