-- The requests of bench/soak: one in fifty commands streams/Backend.java to fail, one in ten is the same as others before,
-- which the cache answers. Argument (after --): how many answers to wait for. wrk itself can only stop by the clock.
local template = "Explain to a class why the period of a pendulum depends on its length and not on its mass, case %d. %s"
local faults = {"fail", "unavailable", "reset", "cut", "garbage", "fail", "unavailable", "reset", "cut", "stall"}
local limit, sent, answered = 0, 0, 0
local statuses, commanded = {}, {}
-- What an answer has to be where the router can only say that the backend failed; other commands break answers off.
local meant = {fail = 500, unavailable = 503, reset = 502}

function init(args)
  limit = tonumber(args[1])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  local command = ""
  if sent % 50 == 0 then
    local fault = faults[sent / 50 % #faults + 1]
    command = "bench:" .. fault
    if meant[fault] then commanded[meant[fault]] = (commanded[meant[fault]] or 0) + 1 end
  end
  local case = sent % 10 == 1 and 0 or sent
  return wrk.format(nil, nil, nil, '{"model":"auto","messages":[{"role":"user","content":"'
    .. string.format(template, case, command) .. '"}]}')
end

-- Answers that break off never get here; their requests are not sent again.
function response(status)
  answered = answered + 1
  statuses[status] = (statuses[status] or 0) + 1
  if answered >= limit then
    local line, stray = "answers", 0
    for status, count in pairs(statuses) do
      line = line .. " " .. status .. ": " .. count
      if status ~= 200 then stray = stray + math.max(0, count - (commanded[status] or 0)) end
    end
    line = "soak " .. stray .. " " .. line
    print(line)
    os.exit(0)
  end
end
