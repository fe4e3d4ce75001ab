<?php // The block alone, as the editor shows it: with WordPress's own scripts and their settings for blocks.
require_once ABSPATH . 'wp-admin/includes/post.php';
$block = WP_Block_Type_Registry::get_instance()->get_registered('cf-stream/player');
$settings = get_block_editor_server_block_settings();
$handle = $block->editor_script_handles[0];
wp_enqueue_script('wp-block-editor');
wp_add_inline_script('wp-blocks', 'wp.blocks.unstable__bootstrapServerSideBlockDefinitions(' . wp_json_encode(['cf-stream/player' => $settings['cf-stream/player']]) . ');');
wp_enqueue_script($handle);
wp_enqueue_style('wp-components');
wp_enqueue_style('wp-edit-blocks');
?>
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>The editor</title>
<div id="editor"></div>
<?php wp_print_styles(); wp_print_scripts(); ?>
<script>
const { createElement: h, useState, render } = wp.element;
const { BlockEditorProvider, BlockList, BlockTools, WritingFlow } = wp.blockEditor;
function Editor() {
    const [blocks, setBlocks] = useState([wp.blocks.createBlock('cf-stream/player')]);
    document.body.dataset.saved = wp.blocks.serialize(blocks);
    const all = [
        [wp.keyboardShortcuts.ShortcutProvider],
        [wp.components.SlotFillProvider],
        [BlockEditorProvider, { value: blocks, onInput: setBlocks, onChange: setBlocks, settings: {} }],
        [BlockTools],
        [WritingFlow],
        [BlockList],
    ];
    return all.reduceRight((inner, [type, props = null]) => h(type, props, inner), undefined);
}
render(h(Editor), document.getElementById('editor'));
</script>
</html>
