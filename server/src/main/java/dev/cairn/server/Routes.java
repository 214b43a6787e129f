// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.FullDiskException;
import dev.cairn.storage.StorageException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which path leads to which door; and what every answer has in common.
final class Routes {
  private static final Logger LOG = System.getLogger(Routes.class.getName());

  private final HttpRouting.Builder routing;
  private final Guard guard;
  private final Pages pages;
  private final List<Known> known = new ArrayList<>();

  private record Known(Method method, PathMatcher path) {}

  /// Tells a person that something did not work.
  interface Pages {
    void problem(Exchange exchange, Problem problem);
  }

  Routes(HttpRouting.Builder routing, Guard guard, Pages pages) {
    this.routing = routing;
    this.guard = guard;
    this.pages = pages;
  }

  /// For `HEAD`, too, which is answered without a body.
  void get(String path, Exchange.Handler handler) {
    route(Method.GET, path, handler);
    route(Method.HEAD, path, handler);
  }

  /// An answer that goes on until the client leaves.
  void stream(String path, Exchange.Handler handler) {
    route(Method.GET, path, handler);
  }

  void post(String path, Exchange.Handler handler) {
    route(Method.POST, path, handler);
  }

  private void route(Method method, String path, Exchange.Handler handler) {
    known.add(new Known(method, PathMatchers.create(path)));
    routing.route(
        method, path, (request, response) -> answer(new Exchange(request, response), handler));
  }

  /// What is not there is a problem document, not an empty success.
  void end() {
    routing.any((request, response) -> answer(new Exchange(request, response), this::absent));
  }

  private void absent(Exchange exchange) {
    List<String> methods =
        known.stream()
            .filter(it -> it.path().match(exchange.request().path()).accepted())
            .map(it -> it.method().text())
            .toList();
    throw methods.isEmpty()
        ? Problem.notFound(exchange.method(), exchange.path())
        : Problem.notAllowed(exchange.method(), exchange.path(), methods);
  }

  /// Foreign pages and names are kept out before anything is read.
  Filter filter() {
    return (chain, request, response) -> {
      var exchange = new Exchange(request, response);
      Optional<Problem> refusal = guard.refusal(exchange.header("Host"), exchange.header("Origin"));
      if (refusal.isPresent()) {
        exchange.problem(refusal.get());
      } else {
        chain.proceed();
      }
    };
  }

  private void answer(Exchange exchange, Exchange.Handler handler) {
    try {
      handler.handle(exchange);
    } catch (Problem e) {
      problem(exchange, e);
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "{0}: {1}", exchange.path(), e.toString());
      problem(exchange, failed(exchange, e, FullDiskException.isBehind(e)));
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "{0}: {1}", exchange.path(), e.toString());
      problem(exchange, failed(exchange, e, e.kind() == StorageException.Kind.LIMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem(exchange, Problem.of(503, "this Cairn is being stopped"));
    } catch (HttpException
        | CloseConnectionException
        | DataReader.InsufficientDataAvailableException e) {
      throw e; // of the connection: the web server knows what to do
    } catch (RuntimeException e) {
      // Whatever the fault is, the client is told so in the form of all other problems.
      LOG.log(Level.ERROR, exchange.path(), e);
      problem(
          exchange,
          Problem.of(500, exchange.path() + ": a fault of Cairn's own, please report it: " + e));
    }
  }

  private static Problem failed(Exchange exchange, Exception failure, boolean diskIsFull) {
    return diskIsFull
        ? Problem.of(
            507,
            "%s: no space left on the disk of this Cairn (expected: room for it). Free some space and send it again: %s"
                .formatted(exchange.path(), failure.getMessage()))
        : Problem.of(500, exchange.path() + ": " + failure.getMessage());
  }

  private void problem(Exchange exchange, Problem problem) {
    if (exchange.response().isSent()) {
      return;
    }
    if (exchange.isOfBrowser()) {
      pages.problem(exchange, problem);
    } else {
      exchange.problem(problem);
    }
  }
}
