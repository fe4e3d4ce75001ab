<?php // All that player and uploader need, in PHP: a token, an upload URL, a video's state. Try it: php -S localhost:3000 minimal.php
$is_allowed = getenv('ALLOW_EVERYONE') === '1'; // CHANGE THIS: who may watch and upload? As it is, nobody.

function ask(string $method, string $path, array $headers = []): array
{
    $url = (getenv('STREAM_API_BASE') ?: 'https://api.cloudflare.com/client/v4') . '/accounts/' . getenv('STREAM_ACCOUNT_ID') . "/stream$path";
    $headers = [...$headers, 'Authorization: Bearer ' . getenv('STREAM_API_TOKEN'), 'Content-Length: 0'];
    $body = @file_get_contents($url, false, stream_context_create(['http' => ['method' => $method, 'header' => $headers, 'ignore_errors' => true]]));
    return [(int) substr($http_response_header[0] ?? 'HTTP/1.1 502', 9, 3), json_decode($body ?: '{}', true)['result'] ?? [], $http_response_header ?? []];
}

function answer(int $status, array $body): never
{
    http_response_code($status);
    array_map('header', ['Content-Type: application/json', 'Cache-Control: no-store', 'Date: ' . gmdate('D, d M Y H:i:s') . ' GMT']);
    exit(json_encode($body));
}

$is_allowed || answer(401, ['error' => ['code' => 'UNAUTHORIZED']]);
$route = "$_SERVER[REQUEST_METHOD] $_SERVER[REQUEST_URI]";
if ($route === 'POST /api/uploads') {
    preg_match('/\bname [\w+\/=]+/', $_SERVER['HTTP_UPLOAD_METADATA'] ?? '', $name);
    $metadata = ($name[0] ?? 'name') . ',requiresignedurls,maxDurationSeconds ' . base64_encode('3600');
    $length = (int) ($_SERVER['HTTP_UPLOAD_LENGTH'] ?? 0);
    [$status, , $headers] = ask('POST', '?direct_user=true', ['Tus-Resumable: 1.0.0', "Upload-Length: $length", "Upload-Metadata: $metadata"]);
    $status === 201 || answer(502, ['error' => ['code' => 'STREAM_UNREACHABLE']]);
    array_map('header', preg_grep('/^(location|stream-media-id|tus-resumable):/i', $headers));
    http_response_code(201);
    exit;
}
preg_match('#^GET /api/videos/([0-9a-f]{32})(/token)?$#', $route, $match) || answer(404, ['error' => ['code' => 'NOT_FOUND']]);
[$status, $video] = ask(isset($match[2]) ? 'POST' : 'GET', "/$match[1]" . ($match[2] ?? ''));
$status === 200 || answer($status === 404 ? 404 : 502, ['error' => ['code' => $status === 404 ? 'VIDEO_NOT_FOUND' : 'STREAM_UNREACHABLE']]);
isset($match[2]) && answer(200, ['token' => $video['token']]);
$about = $video['status'];
$state = ['error' => 'error', 'pendingupload' => 'pending'][$about['state']] ?? ($video['readyToStream'] ? 'ready' : 'processing');
answer(200, ['status' => $state, 'percent' => (float) ($about['pctComplete'] ?? 0), 'errorCode' => $about['errorReasonCode'] ?? null]);
