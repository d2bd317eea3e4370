// Talks to the router as any user of the official client does. Prints one JSON object of what it saw.
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "sk-unused", maxRetries: 0 });
const word = process.argv[3];
const ask = (model, text) => ({ model, messages: [{ role: "user", content: `${text} ${word}` }] });

async function whole() {
  const { data, response } = await client.chat.completions
    .create(ask("auto", "Solve the algebra equation"))
    .withResponse();
  return {
    content: data.choices[0].message.content,
    finishReason: data.choices[0].finish_reason,
    totalTokens: data.usage.total_tokens,
    selectedModel: response.headers.get("x-vsr-selected-model"),
    traceresponse: response.headers.get("traceresponse"),
  };
}

async function streamed() {
  const stream = await client.chat.completions.create({
    ...ask("auto", "Prove the calculus theorem"),
    stream: true,
    stream_options: { include_usage: true },
  });
  const seen = { chunks: 0, text: "", finishReason: null, totalTokens: null };
  for await (const chunk of stream) {
    seen.chunks += 1;
    seen.text += chunk.choices[0]?.delta?.content ?? "";
    seen.finishReason = chunk.choices[0]?.finish_reason ?? seen.finishReason;
    seen.totalTokens = chunk.usage?.total_tokens ?? seen.totalTokens;
  }
  return seen;
}

async function abandoned() {
  const stream = await client.chat.completions.create({ ...ask("general", "Count"), stream: true });
  for await (const chunk of stream) {
    stream.controller.abort();
    return { id: chunk.id };
  }
  return { id: null };
}

async function refused(model, text) {
  const seen = await client.chat.completions.create(ask(model, text));
  return { finishReason: seen.choices[0].finish_reason, totalTokens: seen.usage.total_tokens };
}

async function failing(request) {
  try {
    await client.chat.completions.create(request);
    return { name: "none" };
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, type: error.type };
  }
}

async function models() {
  const names = [];
  for await (const model of client.models.list()) {
    names.push(model.id);
  }
  return names;
}

console.log(
  JSON.stringify({
    models: await models(),
    whole: await whole(),
    streamed: await streamed(),
    abandoned: await abandoned(),
    blocked: await refused("law-strict", "Write to jane.roe@example.com"),
    unknownModel: await failing(ask("no-such-model", "Hello")),
    malformed: await failing({ model: "auto", messages: [] }),
    unreachable: await failing(ask("stranded", "Hello")),
  }),
);
