import { Component, type ElementRef, signal, viewChild } from '@angular/core';
import { StreamPlayer, StreamTranscript, StreamUpload } from 'cf-stream-elements/angular';
import 'cf-stream-elements/player';
import 'cf-stream-elements/transcript';
import 'cf-stream-elements/upload';
import type { CfStreamPlayer, GetToken } from 'cf-stream-elements/player';

@Component({
  selector: 'app-root',
  imports: [StreamPlayer, StreamTranscript, StreamUpload],
  template: `
    <main>
      <cf-stream-player
        #player
        id="player"
        [src]="uid()"
        [deliveryOrigin]="origin"
        [getToken]="getToken"
        muted
        (cf-stream-state)="state.set($event.detail.state.status)"
        (playing)="plays.set($event.type)"
        (cf-stream-chapter)="chapter.set($event.detail.chapter?.title ?? '')"
      >
        <img slot="poster" src="/poster.jpg" alt="" />
        <track kind="captions" src="/captions.vtt" srclang="en" label="English" />
        <track kind="chapters" src="/chapters.vtt" srclang="en" />
      </cf-stream-player>
      <cf-stream-transcript for="player" />
      <button id="refresh" (click)="refresh()">Refresh</button>
      <cf-stream-upload
        endpoint="/api/uploads"
        status-endpoint="/api/videos/{uid}"
        (cf-stream-upload-ready)="uid.set($event.detail.uid)"
      />
      <p id="state">{{ state() }}</p>
      <p id="ready">{{ uid() }}</p>
      <p id="plays">{{ plays() }}</p>
      <p id="expires">{{ expires() }}</p>
    </main>
  `,
})
export class App {
  readonly player = viewChild.required<ElementRef<CfStreamPlayer>>('player');
  readonly origin = new URLSearchParams(location.search).get('origin') ?? undefined;
  readonly uid = signal('');
  readonly state = signal('');
  readonly plays = signal('');
  readonly chapter = signal('');
  readonly expires = signal('');
  readonly getToken: GetToken = async (uid, { signal }) => {
    const response = await fetch(`/api/videos/${uid}/token`, { signal });
    if (!response.ok) throw new Error(`No token: ${response.status}`);
    return (await response.json()).token;
  };

  async refresh(): Promise<void> {
    const player = this.player().nativeElement;
    await player.refreshToken();
    this.expires.set(player.tokenExpiresAt?.toISOString() ?? '');
  }
}
