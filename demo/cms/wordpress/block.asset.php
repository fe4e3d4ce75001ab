<?php // What block.js needs of WordPress, as register_block_type() looks for it.
return [
    'dependencies' => ['wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element'],
    'version' => '0.1.0',
];
