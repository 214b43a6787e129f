// SPDX-License-Identifier: Apache-2.0
package dev.cairn.pages;

import dev.cairn.pages.Layout.Box;
import dev.cairn.pages.Layout.Extent;
import dev.cairn.pages.Layout.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.Alignment;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Lays pictures out with ELK layered: once per structure (cards, sizes, edges), kept for as long
/// as it is among the newest. A change of state only redraws.
///
/// Safe for many threads.
final class Layouts {
  private static final int KEPT = 512;
  private static final double ACROSS = 32;

  /// Guarded by itself.
  private final Map<String, Layout> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Layout> eldest) {
              return size() > KEPT;
            }
          });

  Layout of(Board board) {
    String structure = structure(board);
    Layout layout = known.get(structure);
    if (layout == null) {
      layout = new Run(board).layout();
      known.put(structure, layout);
    }
    return layout;
  }

  /// What a layout depends on, and nothing else.
  static String structure(Board board) {
    boolean roomy = roomy(board);
    StringBuilder text = new StringBuilder();
    Map<Integer, Double> widths = widths(board);
    for (Card card : board.cards()) {
      text.append(card.id())
          .append(' ')
          .append(card.column())
          .append(' ')
          .append(widths.get(card.column()))
          .append(' ')
          .append(Metrics.height(card, roomy))
          .append(card.waited().isPresent() ? " waited\n" : "\n");
    }
    board
        .wires()
        .forEach(wire ->
            text.append(wire.from())
                .append(' ')
                .append(wire.to())
                .append(' ')
                .append(wire.row())
                .append('\n'));
    return text.toString();
  }

  /// With few cards there is room to give each its final height from the start.
  private static boolean roomy(Board board) {
    return board.cards().size() <= 24;
  }

  private static Map<Integer, Double> widths(Board board) {
    Map<Integer, Double> widths = new TreeMap<>();
    board.cards().forEach(card -> widths.merge(card.column(), Metrics.width(card), Math::max));
    return widths;
  }

  /// One run of the layout: the graph, built in canonical order.
  private static final class Run {
    private final Board board;
    private final boolean roomy;
    private final Map<Integer, Double> widths;
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
    private final Map<String, ElkPort> ports = new HashMap<>();
    private final List<ElkEdge> edges = new ArrayList<>();

    Run(Board board) {
      this.board = board;
      this.roomy = roomy(board);
      this.widths = widths(board);
    }

    Layout layout() {
      options();
      Set<Integer> withPills = new TreeSet<>();
      board.cards().stream()
          .filter(card -> card.waited().isPresent())
          .forEach(card -> withPills.add(card.column()));
      board.cards().forEach(card -> node(card, withPills.contains(card.column())));
      Set<Wire> main = MainPath.of(board);
      board.wires().forEach(wire -> edge(wire, main.contains(wire)));
      new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
      return read();
    }

    private void options() {
      graph.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
      graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
      graph.setProperty(CoreOptions.PARTITIONING_ACTIVATE, true);
      graph.setProperty(
          LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
      graph.setProperty(
          LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
      // Without this, cards whose order costs no crossing may come to lie against the canonical
      // order.
      graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_CROSSING_COUNTER_NODE_INFLUENCE, 0.001);
      graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
      graph.setProperty(CoreOptions.SPACING_NODE_NODE, 16.0);
      graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, ACROSS);
      graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 9.0);
      graph.setProperty(CoreOptions.SPACING_EDGE_NODE, 12.0);
      graph.setProperty(CoreOptions.RANDOM_SEED, 1);
      graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    }

    private void node(Card card, boolean pills) {
      double left = card.waited().isPresent() ? Metrics.PILL : 0;
      ElkNode node = ElkGraphUtil.createNode(graph);
      node.setDimensions(
          Objects.requireNonNull(widths.get(card.column())) + left, Metrics.height(card, roomy));
      node.setProperty(CoreOptions.PARTITIONING_PARTITION, card.column());
      node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
      node.setProperty(CoreOptions.ALIGNMENT, pills ? Alignment.RIGHT : Alignment.LEFT);
      nodes.put(card.id(), node);
    }

    private void edge(Wire wire, boolean main) {
      ElkPort from = port(wire.from(), -1, PortSide.EAST);
      ElkPort to = port(wire.to(), wire.row(), PortSide.WEST);
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(from, to);
      if (main) {
        edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, 10);
      }
      edges.add(edge);
    }

    private ElkPort port(String id, int row, PortSide side) {
      return ports.computeIfAbsent(
          id + " " + side + " " + row,
          _ -> {
            ElkNode node = Objects.requireNonNull(nodes.get(id));
            ElkPort port = ElkGraphUtil.createPort(node);
            port.setDimensions(0, 0);
            port.setLocation(
                side == PortSide.EAST ? node.getWidth() : 0,
                Metrics.port(board.deck().card(id), row));
            port.setProperty(CoreOptions.PORT_SIDE, side);
            return port;
          });
    }

    private Layout read() {
      double dx = Metrics.MARGIN - least(true);
      double dy = Metrics.TOP - least(false);
      Map<String, Box> boxes = new HashMap<>();
      double right = 0;
      double bottom = Metrics.TOP;
      for (Card card : board.cards()) {
        ElkNode node = Objects.requireNonNull(nodes.get(card.id()));
        double left = card.waited().isPresent() ? Metrics.PILL : 0;
        Box box =
            new Box(
                node.getX() + dx + left,
                node.getY() + dy,
                node.getWidth() - left,
                node.getHeight());
        boxes.put(card.id(), box);
        right = Math.max(right, box.x() + box.width());
        bottom = Math.max(bottom, box.y() + box.height());
      }
      List<List<Point>> paths = edges.stream().map(edge -> points(edge, dx, dy)).toList();
      double lowest = paths.stream().flatMap(List::stream).mapToDouble(Point::y).max().orElse(0);
      return new Layout(
          boxes,
          paths,
          extents(boxes),
          right + Metrics.MARGIN,
          Math.max(bottom, lowest) + Metrics.MARGIN);
    }

    private double least(boolean horizontal) {
      double nodesLeast =
          nodes.values().stream()
              .mapToDouble(node -> horizontal ? node.getX() : node.getY())
              .min()
              .orElse(0);
      double edgesLeast =
          edges.stream()
              .flatMap(edge -> points(edge, 0, 0).stream())
              .mapToDouble(point -> horizontal ? point.x() : point.y())
              .min()
              .orElse(nodesLeast);
      return Math.min(nodesLeast, edgesLeast);
    }

    private static List<Point> points(ElkEdge edge, double dx, double dy) {
      List<Point> points = new ArrayList<>();
      for (ElkEdgeSection section : edge.getSections()) {
        points.add(new Point(section.getStartX() + dx, section.getStartY() + dy));
        section
            .getBendPoints()
            .forEach(bend -> points.add(new Point(bend.getX() + dx, bend.getY() + dy)));
        points.add(new Point(section.getEndX() + dx, section.getEndY() + dy));
      }
      return List.copyOf(points);
    }

    private List<Extent> extents(Map<String, Box> boxes) {
      List<Extent> extents = new ArrayList<>();
      for (int column : board.used()) {
        double left = Double.MAX_VALUE;
        double right = 0;
        for (Card card : board.in(column)) {
          Box box = Objects.requireNonNull(boxes.get(card.id()));
          double pill = card.waited().isPresent() ? Metrics.PILL : 0;
          left = Math.min(left, box.x() - pill);
          right = Math.max(right, box.x() + box.width());
        }
        extents.add(new Extent(left, right));
      }
      return extents;
    }
  }
}
