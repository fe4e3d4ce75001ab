<?php
// A WordPress with the plugin, for `php -S`: all of its own code, without a database. Posts come from posts.json;
// the addresses of requests for tests begin with /test/.
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('#^/wp-(admin|content|includes)/.*\.(js|css|map)$#', $path)) {
    return false;
}

$root = $_SERVER['DOCUMENT_ROOT'];
$config = json_decode(file_get_contents("$root/site.json"), true);
define('SITE_OPTIONS', [
    'siteurl' => $config['origin'],
    'home' => $config['origin'],
    'blog_charset' => 'UTF-8',
    'permalink_structure' => $config['permalinks'],
    'template' => 'theme',
    'stylesheet' => 'theme',
    'active_plugins' => ['cf-stream-elements/cf-stream-elements.php'],
    'wp_user_roles' => [
        'author' => ['name' => 'Author', 'capabilities' => array_fill_keys(['read', 'edit_posts', 'publish_posts', 'edit_published_posts'], true)],
        'editor' => ['name' => 'Editor', 'capabilities' => array_fill_keys(['read', 'edit_posts', 'edit_others_posts', 'read_private_posts', 'unfiltered_html'], true)],
    ],
]);
foreach ($config['constants'] as $name => $value) {
    define($name, $value);
}
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "key of $name in a test");
    // Another salt gives other nonces, as time does.
    define("{$name}_SALT", "salt of $name in a test" . ($name === 'NONCE' ? $config['day'] : ''));
}
define('WP_CACHE', $config['hasPageCache']);
define('ABSPATH', "$root/");
define('WP_CONTENT_DIR', "$root/wp-content");
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';

/** Puts posts and users into the caches that WordPress reads before it queries the database. */
function seed_site(): void
{
    global $root;
    foreach (json_decode(file_get_contents("$root/posts.json"), true) as $post) {
        $row = $post + ['post_status' => 'publish', 'post_type' => 'post', 'post_author' => 2, 'post_password' => '', 'post_title' => 'A post', 'post_name' => "post-$post[ID]"];
        wp_cache_set($post['ID'], sanitize_post((object) $row, 'raw'), 'posts');
        foreach (['post_meta', 'category_relationships', 'post_tag_relationships', 'post_format_relationships'] as $group) {
            wp_cache_set($post['ID'], [], $group);
        }
    }
    foreach ([2 => 'author', 3 => 'editor'] as $id => $role) {
        $user = ['ID' => $id, 'user_login' => $role, 'user_nicename' => $role, 'user_pass' => 'a hash of a test', 'user_email' => "$role@example.test", 'user_status' => 0, 'display_name' => $role];
        wp_cache_set($id, (object) $user, 'users');
        wp_cache_set($role, $id, 'userlogins');
        wp_cache_set($id, ['wp_capabilities' => [serialize([$role => true])]], 'user_meta');
    }
    add_filter('session_token_manager', function () {
        require_once __DIR__ . '/sessions.php';
        return 'Sessions_For_Tests';
    });
}

// Hooks from before WordPress is loaded, which it takes over.
$wp_filter = ['muplugins_loaded' => [10 => [['function' => 'seed_site', 'accepted_args' => 0]]]];
if ($config['hasModules'] && !file_exists(ABSPATH . 'wp-includes/script-modules.php')) {
    // As since WordPress 6.5.
    function wp_enqueue_script_module(string $id, string $src = '', array $deps = [], $version = false): void
    {
        $src .= $version === null ? '' : '?ver=' . ($version ?: '6.5');
        $GLOBALS['modules'][$id] = "<script type=\"module\" src=\"$src\" id=\"$id-js-module\"></script>";
    }
}
require ABSPATH . 'wp-settings.php';
add_action('wp_footer', fn () => print implode('', $GLOBALS['modules'] ?? []));

$body = fn (): string => file_get_contents('php://input');
if (preg_match('#^/wp-json(/.*)$#', $path, $route) || isset($_GET['rest_route'])) {
    $wp->query_vars['rest_route'] = $route[1] ?? wp_unslash($_GET['rest_route']);
    rest_api_loaded();
} elseif (preg_match('#^/test/login/(\d)$#', $path, $user)) {
    wp_set_auth_cookie((int) $user[1]);
} elseif (preg_match('#^/test/save/(\d)$#', $path, $user)) {
    // What wp_insert_post() does with the text of this author.
    wp_set_current_user((int) $user[1]);
    kses_init();
    echo wp_unslash(apply_filters('content_save_pre', wp_slash($body())));
} elseif ($path === '/test/kses') {
    echo wp_kses_post($body());
} elseif (preg_match('#^/(\d+)/(feed)?$#', $path, $asked) && get_post((int) $asked[1])) {
    $post = get_post((int) $asked[1]);
    $wp_query->post = $wp_query->queried_object = $post;
    $wp_query->queried_object_id = $post->ID;
    $wp_query->is_singular = $wp_query->is_single = true;
    $wp_query->is_feed = isset($asked[2]);
    $GLOBALS['post'] = $post;
    setup_postdata($post);
    if (post_password_required($post)) {
        exit(get_the_password_form($post));
    }
    require __DIR__ . '/theme.php';
} elseif ($path === '/test/editor') {
    require __DIR__ . '/editor.php';
} else {
    http_response_code(404);
}
