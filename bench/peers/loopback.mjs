// Loaded before the Node gateway, which listens on all interfaces and has no option for it: keeps it on loopback.
import net from "node:net";

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, { port, host: "127.0.0.1" }, rest.find((argument) => typeof argument === "function"));
};
