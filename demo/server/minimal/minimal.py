# All that player and uploader need, in Python: a token, an upload URL, a video's state. A WSGI app; try it: python3 minimal.py
import json, os, re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BASE = os.environ.get("STREAM_API_BASE", "https://api.cloudflare.com/client/v4")

def is_allowed(environ):
    return os.environ.get("ALLOW_EVERYONE") == "1"  # CHANGE THIS: who may watch and upload? As it is, nobody.

def ask(method, path, headers={}):
    headers = {**headers, "Authorization": f"Bearer {os.environ['STREAM_API_TOKEN']}"}
    url = f"{BASE}/accounts/{os.environ['STREAM_ACCOUNT_ID']}/stream{path}"
    with urlopen(Request(url, method=method, headers=headers), timeout=20) as response:
        return json.loads(response.read() or "{}").get("result"), response.headers

def answer(environ):
    if not is_allowed(environ):
        return "401 Unauthorized", {"error": {"code": "UNAUTHORIZED"}}, []
    route = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    if route == "POST /api/uploads":
        name = re.search(r"\bname [\w+/=]+", environ.get("HTTP_UPLOAD_METADATA", ""), re.ASCII)
        metadata = f"{name[0] if name else 'name'},requiresignedurls,maxDurationSeconds MzYwMA=="  # 3600
        length = environ.get("HTTP_UPLOAD_LENGTH", "")
        _, made = ask("POST", "?direct_user=true", {"Tus-Resumable": "1.0.0", "Upload-Length": length, "Upload-Metadata": metadata})
        return "201 Created", None, [(key, made[key]) for key in ("Location", "stream-media-id", "Tus-Resumable")]
    found = re.fullmatch(r"GET /api/videos/([0-9a-f]{32})(/token)?", route)
    if not found:
        return "404 Not Found", {"error": {"code": "NOT_FOUND"}}, []
    video, _ = ask("POST" if found[2] else "GET", f"/{found[1]}{found[2] or ''}")
    if found[2]:
        return "200 OK", {"token": video["token"]}, []
    about, known = video["status"], {"error": "error", "pendingupload": "pending"}
    status = known.get(about["state"], "ready" if video["readyToStream"] else "processing")
    return "200 OK", {"status": status, "percent": float(about.get("pctComplete") or 0), "errorCode": about.get("errorReasonCode")}, []

def app(environ, start_response):
    try:
        status, body, headers = answer(environ)
    except OSError as error:  # an answer of Stream that is none, or a no
        is_gone = isinstance(error, HTTPError) and error.code == 404
        status, headers = "404 Not Found" if is_gone else "502 Bad Gateway", []
        body = {"error": {"code": "VIDEO_NOT_FOUND" if is_gone else "STREAM_UNREACHABLE"}}
    start_response(status, [("Content-Type", "application/json"), ("Cache-Control", "no-store"), *headers])
    return [json.dumps(body).encode()] if body else []

if __name__ == "__main__":
    from wsgiref.simple_server import make_server
    make_server("127.0.0.1", int(os.environ.get("PORT", 3000)), app).serve_forever()
