<?php
/**
 * Plugin Name: Cloudflare Stream elements
 * Description: Videos of Cloudflare Stream, signed ones too, by a block or the shortcode [cf_stream uid="…"].
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT
 * License URI: https://opensource.org/license/mit
 *
 * All settings are constants in wp-config.php; nothing is written to the database. README.md lists them, and the filters.
 */

defined('ABSPATH') || exit;

/** The scripts lie in a folder of this version beside this file, so that no address needs ?ver= behind it. */
const CF_STREAM_VERSION = '0.1.0';

/** Attributes of the player that editors may write, besides `uid` and `title`. */
const CF_STREAM_TEXTS = ['poster', 'poster-time', 'start-time', 'end-time', 'aspect-ratio', 'label', 'preload', 'autoplay'];
const CF_STREAM_FLAGS = ['muted', 'loop'];

const CF_STREAM_ROUTE = 'cf-stream/v1';

/** Reads a constant of wp-config.php; `null` without it. */
function cf_stream_setting(string $name): ?string
{
    return defined($name) && constant($name) !== '' ? (string) constant($name) : null;
}

/** Writes the tag: what shortcode, block and themes show. */
function cf_stream_render($given): string
{
    $given = is_array($given) ? $given : [];
    foreach ($given as $name => $value) {
        // In [cf_stream uid="…" muted], `muted` is a value without a name.
        if (is_int($name)) {
            $given[strtolower($value)] = true;
        }
    }
    // Whatever stands around it, such as the curly quotes that editors make of straight ones.
    if (!preg_match('/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/', (string) ($given['uid'] ?? ''), $found)) {
        return '';
    }
    [$uid] = $found;
    $title = sanitize_text_field((string) ($given['title'] ?? ''));
    if (is_feed()) {
        return '<p><a href="' . esc_url(get_permalink() ?: home_url()) . '">' . esc_html($title ?: 'Video') . '</a></p>';
    }
    cf_stream_enqueue();
    $attributes = [
        'src' => $uid,
        'customer-code' => cf_stream_setting('CF_STREAM_CUSTOMER_CODE'),
        'delivery-origin' => cf_stream_setting('CF_STREAM_DELIVERY_ORIGIN'),
        'token-endpoint' => cf_stream_signs() ? cf_stream_token_url($uid, (int) get_the_ID()) : null,
        'video-title' => $title,
    ];
    foreach (CF_STREAM_TEXTS as $name) {
        $attributes[$name] = $given[$name] ?? null;
    }
    foreach (CF_STREAM_FLAGS as $name) {
        $attributes[$name] = isset($given[$name]) && !in_array($given[$name], [false, '', '0', 'false'], true);
    }
    $html = '<cf-stream-player';
    foreach (apply_filters('cf_stream_attributes', $attributes, $uid) as $name => $value) {
        if ($value === null || $value === false || $value === '') {
            continue;
        }
        $isUrl = in_array($name, ['poster', 'delivery-origin', 'token-endpoint'], true);
        $html .= ' ' . $name . ($value === true ? '' : '="' . ($isUrl ? esc_url($value) : esc_attr($value)) . '"');
    }
    return $html . '></cf-stream-player>';
}

add_shortcode('cf_stream', 'cf_stream_render');

add_action('init', function () {
    register_block_type(__DIR__, [
        'render_callback' => function (array $attributes): string {
            $html = cf_stream_render($attributes);
            return $html === '' ? '' : '<div ' . get_block_wrapper_attributes() . ">$html</div>";
        },
    ]);
});

/** Puts style sheet and script on the page, once for all players. */
function cf_stream_enqueue(): void
{
    $folder = plugins_url('cdn-' . CF_STREAM_VERSION, __FILE__);
    // null: with ?ver= behind it, the files beside the script would load the script a second time.
    wp_enqueue_style('cf-stream', "$folder/cf-stream-elements.css", [], null);
    if (function_exists('wp_enqueue_script_module')) {
        wp_enqueue_script_module('cf-stream-player', "$folder/cf-stream-player.min.js", [], null);
    } else {
        wp_enqueue_script('cf-stream-player', "$folder/cf-stream-player.min.js", [], null, true);
    }
}

// In the head, where it can be told in time that the page has a player: nothing moves then when the script comes.
add_action('wp_enqueue_scripts', function () {
    $post = is_singular() ? get_post() : null;
    if ($post && (has_shortcode($post->post_content, 'cf_stream') || has_block('cf-stream/player', $post))) {
        cf_stream_enqueue();
    }
});

// Before WordPress 6.5, which has no script modules.
add_filter('script_loader_tag', function ($tag, $handle) {
    if ($handle !== 'cf-stream-player') {
        return $tag;
    }
    return str_replace('<script ', '<script type="module" ', preg_replace('/ type=([\'"]).*?\1/', '', $tag));
}, 10, 2);

/** Tells whether the site has a key to sign tokens with. Without one, it plays public videos only. */
function cf_stream_signs(): bool
{
    return cf_stream_setting('CF_STREAM_SIGNING_KEY_ID') !== null && cf_stream_setting('CF_STREAM_SIGNING_PEM') !== null;
}

/**
 * Makes what shows that this site has put this video into this post. It never ends, so pages may be kept in a cache for as
 * long as one likes; whether somebody may read the post is asked anew with each token.
 */
function cf_stream_proof(string $uid, int $post): string
{
    return substr(hash_hmac('sha256', "cf-stream $uid $post", wp_salt('auth')), 0, 32);
}

/** Makes the address of a video's tokens, without a host: a cached page may be read at another one. */
function cf_stream_token_url(string $uid, int $post): string
{
    $query = ['post' => $post, 'proof' => cf_stream_proof($uid, $post)];
    return wp_make_link_relative(add_query_arg($query, rest_url(CF_STREAM_ROUTE . "/token/$uid")));
}

add_action('rest_api_init', function () {
    register_rest_route(CF_STREAM_ROUTE, '/token/(?P<uid>[0-9a-f]{32})', [
        'methods' => 'GET',
        'args' => [
            'post' => ['type' => 'integer', 'required' => true],
            'proof' => ['type' => 'string', 'required' => true],
        ],
        'permission_callback' => 'cf_stream_permission',
        'callback' => function (WP_REST_Request $request) {
            $token = cf_stream_sign_token($request['uid'], get_post($request['post']) ?: null);
            return $token === null
                ? new WP_Error('cf_stream_no_token', 'The signing key cannot be used.', ['status' => 500])
                : ['token' => $token];
        },
    ]);
});

/** Decides whether this viewer gets a token; a `WP_Error` says no. */
function cf_stream_permission(WP_REST_Request $request)
{
    defined('DONOTCACHEPAGE') || define('DONOTCACHEPAGE', true);
    $id = (int) $request['post'];
    // WordPress lets any site read what its REST API answers, cookies included; tokens are for this one.
    $origin = get_http_origin();
    $isOurs = ($origin === '' || is_allowed_http_origin($origin))
        && hash_equals(cf_stream_proof($request['uid'], $id), (string) $request['proof']);
    // The REST API knows people only by a nonce, which a cached page keeps for too long. The cookie will do: nothing is changed.
    if (!is_user_logged_in()) {
        wp_set_current_user((int) wp_validate_auth_cookie('', 'logged_in'));
    }
    $post = $id > 0 ? get_post($id) : null;
    $mayRead = $post !== null
        && !post_password_required($post)
        && (is_post_publicly_viewable($post) || current_user_can('read_post', $id));
    if ($isOurs && apply_filters('cf_stream_may_watch', $mayRead, $request['uid'], $post)) {
        return true;
    }
    return new WP_Error('cf_stream_forbidden', 'You may not watch this video.', ['status' => is_user_logged_in() ? 403 : 401]);
}

/** Signs a token with the site's key; `null` where the key cannot be read. */
function cf_stream_sign_token(string $uid, ?WP_Post $post): ?string
{
    $key = openssl_pkey_get_private((string) base64_decode((string) cf_stream_setting('CF_STREAM_SIGNING_PEM')));
    if ($key === false) {
        return null;
    }
    $key_id = cf_stream_setting('CF_STREAM_SIGNING_KEY_ID');
    $encode = fn (string $text): string => rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
    $now = time();
    $claims = ['sub' => $uid, 'kid' => $key_id, 'nbf' => $now - 60, 'exp' => $now + HOUR_IN_SECONDS];
    $claims = apply_filters('cf_stream_token_claims', $claims, $post);
    $text = $encode(wp_json_encode(['alg' => 'RS256', 'kid' => $key_id])) . '.' . $encode(wp_json_encode($claims));
    return openssl_sign($text, $signature, $key, OPENSSL_ALGO_SHA256) ? "$text." . $encode($signature) : null;
}

// Refusals, too: one that a cache keeps would be told to those who have signed in meanwhile.
add_filter('rest_post_dispatch', function ($response, $server, $request) {
    if (strpos($request->get_route(), '/' . CF_STREAM_ROUTE . '/token/') === 0) {
        $response->header('Cache-Control', 'no-store');
        // What WordPress says afterwards to those who are signed in is less.
        add_filter('nocache_headers', fn ($headers) => ['Cache-Control' => 'no-store'] + $headers);
    }
    return $response;
}, 10, 3);

// Authors without `unfiltered_html` may paste the tag. Tokens must not go where an author says, so both addresses are the site's.
add_filter('wp_kses_allowed_html', function ($tags, $context) {
    if ($context !== 'post') {
        return $tags;
    }
    $isRoute = fn (string $value): bool => strpos(
        rawurldecode(html_entity_decode($value, ENT_QUOTES)),
        wp_make_link_relative(rest_url(CF_STREAM_ROUTE . '/token/'))
    ) === 0;
    $isOrigin = fn (string $value): bool => $value === cf_stream_setting('CF_STREAM_DELIVERY_ORIGIN');
    $free = [...CF_STREAM_TEXTS, ...CF_STREAM_FLAGS, 'src', 'customer-code', 'video-title', 'id', 'class', 'lang'];
    $tags['cf-stream-player'] = array_fill_keys($free, true) + [
        'token-endpoint' => ['value_callback' => $isRoute],
        'delivery-origin' => ['value_callback' => $isOrigin],
    ];
    return $tags;
}, 10, 2);
