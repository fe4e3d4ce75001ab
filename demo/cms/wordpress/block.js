// The block in the editor, without a build step. On the page, cf_stream_render() writes it.
(({ blocks, blockEditor, components, element }) => {
  const { createElement: h } = element;
  const TEXTS = [
    ['uid', 'Video ID', 'From the Stream dashboard: 32 characters, 0 to 9 and a to f.'],
    ['title', 'Title', 'Shown at the top of the picture.'],
    ['poster', 'Address of a picture', 'Without one, Stream’s own picture of the video.'],
  ];
  const FLAGS = [
    ['muted', 'Without sound'],
    ['loop', 'Start again at the end'],
  ];

  function Edit({ attributes, setAttributes }) {
    const text = ([name, label, help]) =>
      h(components.TextControl, {
        key: name,
        label,
        help,
        value: attributes[name],
        onChange: (value) => setAttributes({ [name]: value }),
      });
    const flag = ([name, label]) =>
      h(components.ToggleControl, {
        key: name,
        label,
        checked: attributes[name],
        onChange: (value) => setAttributes({ [name]: value }),
      });
    const fields = [...TEXTS.map(text), ...FLAGS.map(flag)];
    return h(
      'div',
      blockEditor.useBlockProps(),
      h(components.Placeholder, { icon: 'video-alt3', label: 'Cloudflare Stream' }, h('div', null, fields)),
    );
  }

  blocks.registerBlockType('cf-stream/player', { edit: Edit, save: () => null });
})(window.wp);
