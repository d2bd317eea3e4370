package io.semanticrouter.backend;

import io.semanticrouter.backend.EndpointLoad.ServerLoad;
import io.semanticrouter.backend.policy.SelectionPolicy;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.semanticrouter.config.Tls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Requests that arrive by chance at servers of different speed, in simulated time: what a policy
 * does to their times. A server works on as many requests at once as it has slots, the others wait
 * in their order; each second it tells its load.
 */
final class PolicySimulation {
  /** A server: how many requests at once, and how long one takes on average. */
  record Server(int weight, int slots, double serviceMillis) {}

  /**
   * What came of it.
   *
   * @param share of the requests that each server got
   * @param imbalance the busiest server's use of its slots over the mean use
   * @param endpointsPerSession on average
   */
  record Outcome(
      double p50Millis,
      double p99Millis,
      double[] share,
      double imbalance,
      double endpointsPerSession) {}

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double FIRST_BYTE = 0.2;

  private final List<Server> servers;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<Endpoint, Integer> places = new HashMap<>();
  private final Random random = new Random(11);
  private final EndpointLoads loads = new EndpointLoads(() -> now());
  private final SelectionPolicy policy;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Deque<Request>> waiting = new ArrayList<>();
  private final int[] running;
  private final double[] busyMillis;
  private final int[] got;
  private final Map<String, Set<Integer>> met = new HashMap<>();
  private final List<Double> times = new ArrayList<>();
  private long clock;
  private long count;

  private record Event(long at, long number, Runnable what) {}

  private record Request(long arrived, double serviceMillis) {}

  PolicySimulation(LoadBalancing policy, List<Server> servers) {
    this.servers = servers;
    this.running = new int[servers.size()];
    this.busyMillis = new double[servers.size()];
    this.got = new int[servers.size()];
    for (int i = 0; i < servers.size(); i++) {
      Endpoint endpoint =
          new Endpoint(
              "server-" + i,
              "http",
              "10.0.0." + i,
              8000,
              "",
              servers.get(i).weight(),
              Optional.empty(),
              Optional.empty(),
              Tls.SYSTEM);
      endpoints.add(endpoint);
      places.put(endpoint, i);
      waiting.add(new ArrayDeque<>());
    }
    this.policy = SelectionPolicy.of(policy, loads, () -> random);
  }

  private long now() {
    return clock;
  }

  /** Lets requests of so many sessions arrive at a mean rate for so long. */
  Outcome run(double perSecond, int seconds, int sessions) {
    long end = seconds * 1_000_000_000L;
    for (long at = gap(perSecond); at < end; at += gap(perSecond)) {
      String session = "session-" + random.nextInt(sessions);
      schedule(at, () -> arrive(session));
    }
    for (long at = 0; at < end; at += 1_000_000_000L) {
      schedule(at, this::report);
    }
    while (!events.isEmpty()) {
      Event next = events.poll();
      clock = next.at();
      next.what().run();
    }
    return outcome(seconds);
  }

  private long gap(double perSecond) {
    return (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
  }

  private void schedule(long at, Runnable what) {
    events.add(new Event(at, count++, what));
  }

  private void arrive(String session) {
    List<Endpoint> order = new ArrayList<>();
    policy.order(new ArrayList<>(endpoints), session, order);
    int server = places.get(order.getFirst());
    got[server]++;
    met.computeIfAbsent(session, _ -> new HashSet<>()).add(server);
    loads.of(endpoints.get(server)).begin(Integer.MAX_VALUE);
    double service = -Math.log(1 - random.nextDouble()) * servers.get(server).serviceMillis();
    waiting.get(server).add(new Request(clock, service));
    serve(server);
  }

  private void serve(int server) {
    while (running[server] < servers.get(server).slots() && !waiting.get(server).isEmpty()) {
      Request request = waiting.get(server).poll();
      running[server]++;
      busyMillis[server] += request.serviceMillis();
      EndpointLoad load = loads.of(endpoints.get(server));
      long nanos = (long) (request.serviceMillis() * NANOS_PER_MILLI);
      schedule(clock + (long) (FIRST_BYTE * nanos), () -> load.answered(clock - request.arrived()));
      schedule(
          clock + nanos,
          () -> {
            running[server]--;
            load.end();
            times.add((clock - request.arrived()) / NANOS_PER_MILLI);
            serve(server);
          });
    }
  }

  private void report() {
    for (int i = 0; i < servers.size(); i++) {
      double usage = running[i] / (double) servers.get(i).slots();
      loads.of(endpoints.get(i)).reported(new ServerLoad(waiting.get(i).size(), running[i], usage));
    }
  }

  private Outcome outcome(int seconds) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int all = Arrays.stream(got).sum();
    double[] share = Arrays.stream(got).mapToDouble(n -> n / (double) all).toArray();
    double[] use = new double[servers.size()];
    for (int i = 0; i < use.length; i++) {
      use[i] = busyMillis[i] / (servers.get(i).slots() * seconds * 1_000.0);
    }
    double most = Arrays.stream(use).max().orElseThrow();
    double mean = Arrays.stream(use).average().orElseThrow();
    double perSession = met.values().stream().mapToInt(Set::size).average().orElseThrow();
    return new Outcome(
        sorted[sorted.length / 2],
        sorted[sorted.length * 99 / 100],
        share,
        most / mean,
        perSession);
  }
}
