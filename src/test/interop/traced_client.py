"""A client of the router that traces itself: the official OpenAI client under a span of the OpenTelemetry SDK.

    traced_client.py ROUTER_BASE_URL OTLP_HTTP_ENDPOINT MODEL REQUEST_ID

Asks once for a whole answer and once for a stream, and prints one JSON object with what it saw.
"""

import json
import sys

from openai import OpenAI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import inject
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor

base_url, otlp, model, request_id = sys.argv[1:]
provider = TracerProvider(resource=Resource.create({"service.name": "traced-client"}))
provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter(endpoint=otlp + "/v1/traces")))
tracer = provider.get_tracer("traced_client")
openai = OpenAI(base_url=base_url, api_key="none", max_retries=0, timeout=120)


def ask(stream):
    kind = "streamed" if stream else "whole"
    with tracer.start_as_current_span("ask", kind=trace.SpanKind.CLIENT) as span:
        headers = {"x-request-id": f"{request_id}-{kind}", "x-user-id": kind}  # two callers share no cached answer
        inject(headers)
        answer = openai.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": f"Tell me of {request_id}"}],
            max_tokens=20,
            temperature=0,
            stream=stream,
            extra_headers=headers,
            **({"stream_options": {"include_usage": True}} if stream else {}),
        )
        if stream:
            chunks = list(answer)
            identifier, usage = chunks[0].id, chunks[-1].usage
        else:
            identifier, usage = answer.id, answer.usage
        return {
            "traceId": format(span.get_span_context().trace_id, "032x"),
            "spanId": format(span.get_span_context().span_id, "016x"),
            "id": identifier,
            "promptTokens": usage.prompt_tokens,
            "completionTokens": usage.completion_tokens,
        }


seen = {"whole": ask(False), "streamed": ask(True)}
provider.shutdown()
print(json.dumps(seen))
