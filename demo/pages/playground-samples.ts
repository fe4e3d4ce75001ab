/** Sample content of a slot; `''` is the default slot. */
export interface Sample {
  readonly tag: string;
  readonly text: string;
  /** Attributes with their values; `true` is one without a value. */
  readonly attributes?: Readonly<Record<string, string | true>>;
}

const SAMPLES: Readonly<Record<string, Readonly<Record<string, Sample>>>> = {
  'cf-stream-player': {
    '': { tag: 'a', text: 'Watch the video', attributes: { href: '/watch/VIDEO_UID' } },
    poster: { tag: 'img', text: '', attributes: { src: '/poster.jpg', alt: '' } },
    empty: { tag: 'p', text: 'Choose a video from the list.' },
    overlay: { tag: 'strong', text: 'Preview' },
    title: { tag: 'span', text: 'A walk around the lake' },
    'controls-start': { tag: 'button', text: 'Notes', attributes: { type: 'button' } },
    'controls-end': { tag: 'button', text: 'Share', attributes: { type: 'button' } },
    ended: { tag: 'p', text: 'Thank you for watching.' },
    embed: {
      tag: 'pre',
      text: '<iframe src="https://example.com/embed/VIDEO_UID" allowfullscreen></iframe>',
      attributes: { hidden: true },
    },
    error: { tag: 'span', text: 'Write to help@example.com, and we will look at it.' },
  },
  'cf-stream-upload': {
    prompt: { tag: 'span', text: 'Drop your film here' },
    hint: { tag: 'span', text: 'MP4 or MOV, up to ten minutes' },
  },
};

/** Returns the sample content of a slot. */
export function sampleOf(tagName: string, slot: string): Sample {
  return SAMPLES[tagName]?.[slot] ?? { tag: 'span', text: slot };
}

/** Makes the nodes that fill a slot; `poster` stands in for the picture of a site. */
export function createSample(tagName: string, slot: string, poster: string): HTMLElement {
  const { tag, text, attributes = {} } = sampleOf(tagName, slot);
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, name === 'src' ? poster : value === true ? '' : value);
  if (slot) element.slot = slot;
  return element;
}
