// SPDX-License-Identifier: Apache-2.0
package dev.cairn.server;

import dev.cairn.content.FullDiskException;
import dev.cairn.storage.StorageException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Which path leads to which door; and what every answer has in common.
final class Routes {
  private static final Logger LOG = System.getLogger(Routes.class.getName());

  private final HttpRouting.Builder routing;
  private final Guard guard;
  private final Pages pages;

  /// Tells a person that something did not work.
  interface Pages {
    void problem(Exchange exchange, Problem problem);
  }

  Routes(HttpRouting.Builder routing, Guard guard, Pages pages) {
    this.routing = routing;
    this.guard = guard;
    this.pages = pages;
  }

  void get(String path, Exchange.Handler handler) {
    routing.get(path, (request, response) -> answer(new Exchange(request, response), handler));
  }

  void post(String path, Exchange.Handler handler) {
    routing.post(path, (request, response) -> answer(new Exchange(request, response), handler));
  }

  /// What is not there is a problem document, not an empty success.
  void end() {
    routing.any((request, response) ->
        answer(
            new Exchange(request, response),
            exchange -> {
              throw Problem.notFound(exchange.method(), exchange.path());
            }));
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
    } catch (IllegalArgumentException | IllegalStateException e) {
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
