-- Asks the paths after `--` in turn and prints the results in one line that a program can read.
function init(args)
   if #args > 1 then
      local requests, number = {}, 0
      for index, path in ipairs(args) do
         requests[index] = wrk.format(nil, path)
      end
      request = function()
         number = number % #requests + 1
         return requests[number]
      end
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99), failed))
end
