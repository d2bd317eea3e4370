-- wrk's requests: chat completions whose last user message has 100 words, none of it personal data.
-- Arguments (after --): how many requests to send before stopping (0: as long as wrk runs), how many tokens the
-- message shall have (0: those 100 words), and the model to ask for (auto).
local template = "A teacher shows her class two pendulums, one a heavy brass ball on a thin wire and the other "
  .. "a light wooden ball on a cord of twice the length, and asks which will swing more slowly when both are "
  .. "released from the same small angle. One student believes that gravity pulls harder on the heavy ball, so it must "
  .. "be the faster; another thinks of energy and velocity and argues that mass cancels out of the equation. Explain, "
  .. "step by step, which student is right and how the period depends on the length, for the case %s %s %s %s."
local words = {
  "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike",
  "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
}

-- Each of these is one token of the encoder.
local common = {"the", "river", "runs", "past", "an", "old", "stone", "bridge", "where", "people", "wait", "for", "their", "train"}

local first = os.time() % 457 * 1000
local limit, length, model, sent, answered, failed = 0, 0, "auto", 0, 0, 0

function init(args)
  limit = tonumber(args[1] or "0")
  length = tonumber(args[2] or "0")
  model = args[3] or model
  if length > 0 then
    local text = {}
    for i = 1, length - 4 do text[i] = common[i % #common + 1] end
    template = table.concat(text, " ") .. " %s %s %s %s"
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  if limit > 0 then
    -- wrk itself can only stop by the clock.
    response = function(status, _, body)
      answered = answered + 1
      if status ~= 200 then
        failed = failed + 1
        if failed == 1 then io.stderr:write("wrk: request " .. answered .. " was answered " .. status .. " " .. body .. "\n") end
      end
      if answered >= limit then
        print(string.format("wrk 0 0 0 %d %d", answered, failed))
        os.exit(0)
      end
    end
  end
end

-- No two of the first 456,976 prompts are equal, so no cache answers in place of the stages; and those of two runs hardly
-- ever are, or the encoder would remember what it read.
function request()
  local n = first + sent
  sent = sent + 1
  local function word(place) return words[math.floor(n / place) % 26 + 1] end
  local prompt = string.format(template, word(1), word(26), word(676), word(17576))
  return wrk.format(nil, nil, nil, '{"model":"' .. model .. '","temperature":0.7,"max_tokens":256,"messages":[{"role":"system",'
    .. '"content":"You are a helpful assistant."},{"role":"user","content":"' .. prompt .. '"}]}')
end

-- One line for the scripts: p50 and p99 in microseconds, requests a second, requests, failures of any kind.
function done(summary, latency)
  local e = summary.errors
  print(string.format("wrk %d %d %.0f %d %d", latency:percentile(50), latency:percentile(99),
    summary.requests / summary.duration * 1e6, summary.requests, e.connect + e.read + e.write + e.status + e.timeout))
end
