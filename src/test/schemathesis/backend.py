"""A backend that answers every request as vLLM does, for the router that schemathesis tests.

backend.py PORT: serves until it is killed.  backend.py --free-ports N: prints N ports that nobody uses.
"""

import json
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}


def chat(stream):
    part = {"role": "assistant", "content": "Well."}
    choice = {"index": 0, "delta" if stream else "message": part, "finish_reason": "stop"}
    kind = "chat.completion.chunk" if stream else "chat.completion"
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "served", "choices": [choice], "usage": USAGE}


def completion(stream):
    choice = {"index": 0, "text": "Well.", "logprobs": None, "finish_reason": "stop"}
    return {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "served", "choices": [choice], "usage": USAGE}


def response(stream):
    text = {"type": "output_text", "text": "Well.", "annotations": []}
    message = {"id": "msg_1", "type": "message", "status": "completed", "role": "assistant", "content": [text]}
    usage = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
    whole = {"id": "resp_1", "object": "response", "created_at": 1, "status": "completed", "model": "served"}
    whole |= {"output": [message], "usage": usage}
    return {"type": "response.completed", "sequence_number": 0, "response": whole} if stream else whole


def embeddings(stream):
    data = [{"index": 0, "object": "embedding", "embedding": [0.25, -0.5]}]
    return {"object": "list", "model": "served", "data": data, "usage": {"prompt_tokens": 3, "total_tokens": 3}}


ANSWERS = {
    "/v1/chat/completions": chat,
    "/v1/responses": response,
    "/v1/completions": completion,
    "/v1/embeddings": embeddings,
}


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer("application/json", '{"object":"list","data":[]}' if self.path == "/v1/models" else "{}")

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        stream = body.get("stream") is True and self.path != "/v1/embeddings"
        answer = json.dumps(ANSWERS[self.path](stream))
        if stream:
            self.answer("text/event-stream", f"data: {answer}\n\ndata: [DONE]\n\n")
        else:
            self.answer("application/json", answer)

    def answer(self, content_type, text):
        data = text.encode()
        self.send_response(200)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    return [s.getsockname()[1] for s in sockets]


if sys.argv[1] == "--free-ports":
    print(*free_ports(int(sys.argv[2])))
else:
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Backend).serve_forever()
