<?php // A page cache, loaded like those of plugins: it keeps each response, and sends it to everybody from then on.
$kept = WP_CONTENT_DIR . '/cache-' . md5($_SERVER['REQUEST_URI']);
if ($_SERVER['REQUEST_METHOD'] === 'GET' && strpos($_SERVER['REQUEST_URI'], '/test/') !== 0) {
    if (is_file($kept)) {
        header('X-Page-Cache: kept');
        exit(file_get_contents($kept));
    }
    ob_start(function (string $answer) use ($kept): string {
        if (http_response_code() === 200 && !defined('DONOTCACHEPAGE')) {
            file_put_contents($kept, $answer);
        }
        return $answer;
    });
}
