import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.IntStream;

/**
 * A week for Timefold: each session has one option or none, which is a start, a kind of room and its supervisors
 * together, so that one move holds a session or moves it whole. With times given, only the supervisors are left.
 *
 * <p>Reads the numbers that timefold_options.py writes, and prints the cost and the option of each session. The open
 * edition searches in one thread: two seeds run side by side, and the better one counts.
 */
public class Weeks {
    private static final int SEARCHERS = 2;

    public static void main(String[] arguments) {
        var seconds = Duration.ofMillis(Math.round(1000 * Double.parseDouble(arguments[1])));
        var weeks = IntStream.range(0, SEARCHERS).mapToObj(seed -> read(Path.of(arguments[0]))).toList();
        var begun = System.nanoTime();
        var found = IntStream.range(0, SEARCHERS).parallel().mapToObj(seed -> solve(weeks.get(seed), seconds, seed));
        var best = found.max(Comparator.comparing(week -> week.score)).orElseThrow();
        System.out.println((System.nanoTime() - begun) / 1e9);
        System.out.println(best.score.hardScore() + " " + -best.score.softScore());
        best.sessions.forEach(session -> System.out.println(session.option == null ? "-" : session.option));
    }

    private static Week solve(Week week, Duration seconds, int seed) {
        var config = new SolverConfig()
                .withSolutionClass(Week.class)
                .withEntityClasses(Session.class)
                .withConstraintProviderClass(Rules.class)
                .withRandomSeed((long) seed)
                .withTerminationSpentLimit(seconds);
        return SolverFactory.<Week>create(config).buildSolver().solve(week);
    }

    /** What there is so much of at once: rooms of a kind or legs of an area, in a slot. */
    public static final class Resource {
        final int capacity;

        Resource(int capacity) {
            this.capacity = capacity;
        }
    }

    /** A supervisor, with limits in slots. */
    public record Supervisor(int index, int contract, int overtime, int dayWork, int daySessions) {}

    /** A day of a supervisor. */
    public record Day(int supervisor, int day) {}

    /** Work of a supervisor at a session; `travel` leads from its venue to each other one. */
    public record Duty(Supervisor supervisor, Day day, int begin, int end, int venue, int[] travel) {
        boolean clashes(Duty other) {
            var way = travel[other.venue];
            return begin < other.end + way && other.begin < end + way;
        }

        int work() {
            return end - begin;
        }
    }

    /** One way to hold a session. */
    public static final class Option {
        final int start;
        final int room;
        final int day;
        final long cost;
        final List<Duty> duties;
        final List<Resource> uses;

        Option(int start, int room, int day, long cost, List<Duty> duties, List<Resource> uses) {
            this.start = start;
            this.room = room;
            this.day = day;
            this.cost = cost;
            this.duties = duties;
            this.uses = uses;
        }

        @Override
        public String toString() {
            var text = new StringBuilder(start + " " + room);
            duties.forEach(duty -> text.append(' ').append(duty.supervisor.index));
            return text.toString();
        }
    }

    /** A session, and the option that is chosen for it. */
    @PlanningEntity
    public static class Session {
        @PlanningId public int id;
        public long absence;
        public Case of;

        @ValueRangeProvider(id = "options")
        public List<Option> options = new ArrayList<>();

        @PlanningVariable(valueRangeProviderRefs = "options", allowsUnassigned = true)
        public Option option;

        public Case getOf() {
            return of;
        }
    }

    /** What the sessions of a case keep. */
    public record Case(int index, int gap, int most) {}

    /** The week as a whole. */
    @PlanningSolution
    public static class Week {
        @PlanningEntityCollectionProperty public List<Session> sessions = new ArrayList<>();
        @PlanningScore public HardSoftLongScore score;
    }

    /** What is forbidden, and what costs. */
    public static class Rules implements ConstraintProvider {
        // Constraint streams know no parameters; the reader sets the only one there is.
        static long overtimeCost;

        @Override
        public Constraint[] defineConstraints(ConstraintFactory factory) {
            return new Constraint[] {
                factory.forEachIncludingUnassigned(Session.class)
                        .filter(session -> session.option == null)
                        .penalizeLong(HardSoftLongScore.ONE_SOFT, session -> session.absence)
                        .asConstraint("without a place"),
                factory.forEach(Session.class)
                        .penalizeLong(HardSoftLongScore.ONE_SOFT, session -> session.option.cost)
                        .asConstraint("wishes"),
                factory.forEach(Session.class)
                        .flattenLast(session -> session.option.duties)
                        .groupBy(Duty::supervisor, ConstraintCollectors.sum(Duty::work))
                        .filter((who, work) -> work > who.contract)
                        .penalizeLong(HardSoftLongScore.ONE_SOFT, (who, work) -> overtimeCost * (work - who.contract))
                        .asConstraint("overtime"),
                factory.forEach(Session.class)
                        .flattenLast(session -> session.option.duties)
                        .groupBy(Duty::supervisor, ConstraintCollectors.sum(Duty::work))
                        .filter((who, work) -> work > who.contract + who.overtime)
                        .penalizeLong(
                                HardSoftLongScore.ONE_HARD, (who, work) -> work - who.contract - who.overtime)
                        .asConstraint("hours"),
                factory.forEach(Session.class)
                        .flattenLast(session -> session.option.duties)
                        .groupBy(Duty::day, ConstraintCollectors.toList())
                        .penalizeLong(HardSoftLongScore.ONE_HARD, (day, duties) -> faults(duties))
                        .asConstraint("day"),
                factory.forEach(Session.class)
                        .flattenLast(session -> session.option.uses)
                        .groupBy(use -> use, ConstraintCollectors.count())
                        .filter((resource, uses) -> uses > resource.capacity)
                        .penalizeLong(HardSoftLongScore.ONE_HARD, (resource, uses) -> uses - resource.capacity)
                        .asConstraint("rooms and legs"),
                factory.forEachUniquePair(Session.class, Joiners.equal(Session::getOf))
                        .filter((one, other) -> Math.abs(one.option.day - other.option.day) < one.of.gap)
                        .penalizeLong(HardSoftLongScore.ONE_HARD, (one, other) -> 1)
                        .asConstraint("days between"),
                factory.forEach(Session.class)
                        .groupBy(Session::getOf, ConstraintCollectors.count())
                        .filter((of, held) -> held > of.most)
                        .penalizeLong(HardSoftLongScore.ONE_HARD, (of, held) -> held - of.most)
                        .asConstraint("too many of a case"),
            };
        }

        /** How far a day is from one that a supervisor could work. */
        static long faults(List<Duty> duties) {
            var who = duties.get(0).supervisor;
            long faults = Math.max(duties.size() - who.daySessions, 0);
            var work = 0;
            for (var index = 0; index < duties.size(); index++) {
                var duty = duties.get(index);
                work += duty.work();
                faults += duties.subList(0, index).stream().filter(duty::clashes).count();
            }
            return faults + Math.max(work - who.dayWork, 0);
        }
    }

    private static Week read(Path path) {
        try {
            return new Reader(new StringTokenizer(Files.readString(path))).week();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** Reads a week, number by number. */
    private record Reader(StringTokenizer words) {
        int next() {
            return Integer.parseInt(words.nextToken());
        }

        Week week() {
            Rules.overtimeCost = next();
            var travel = new int[next()][];
            for (var venue = 0; venue < travel.length; venue++) {
                travel[venue] = IntStream.range(0, travel.length).map(other -> next()).toArray();
            }
            var supervisors = IntStream.range(0, next())
                    .mapToObj(index -> new Supervisor(index, next(), next(), next(), next()))
                    .toList();
            var resources = IntStream.range(0, next()).mapToObj(index -> new Resource(next())).toList();
            var cases = IntStream.range(0, next()).mapToObj(index -> new Case(index, next(), next())).toList();
            var week = new Week();
            var count = next();
            for (var id = 0; id < count; id++) {
                var session = new Session();
                session.id = id;
                session.absence = next();
                session.of = cases.get(next());
                options(session, travel, supervisors, resources);
                week.sessions.add(session);
            }
            return week;
        }

        /** All ways to hold the session: each start with each kind of room and all who could take it together. */
        void options(Session session, int[][] travel, List<Supervisor> supervisors, List<Resource> resources) {
            var seats = next();
            var work = next();
            var starts = next();
            for (var start = 0; start < starts; start++) {
                var day = next();
                var begin = next();
                var venue = next();
                var cost = next();
                var kinds = IntStream.range(0, next()).mapToObj(kind -> uses(resources)).toList();
                var takers = new ArrayList<Taker>();
                var able = next();
                for (var taker = 0; taker < able; taker++) {
                    var who = supervisors.get(next());
                    var on = new Day(who.index, day);
                    takers.add(new Taker(new Duty(who, on, begin, begin + work, venue, travel[venue]), next()));
                }
                for (var room = 0; room < kinds.size(); room++) {
                    for (var crew : crews(takers, seats)) {
                        session.options.add(option(start, room, cost, crew, kinds.get(room)));
                    }
                }
            }
        }

        List<Resource> uses(List<Resource> resources) {
            return IntStream.range(0, next()).mapToObj(use -> resources.get(next())).toList();
        }

        static List<List<Taker>> crews(List<Taker> takers, int seats) {
            if (seats == 1) {
                return takers.stream().map(List::of).toList();
            }
            var crews = new ArrayList<List<Taker>>();
            for (var second = 1; second < takers.size(); second++) {
                for (var first = 0; first < second; first++) {
                    crews.add(List.of(takers.get(first), takers.get(second)));
                }
            }
            return crews;
        }

        static Option option(int start, int room, long cost, List<Taker> crew, List<Resource> uses) {
            var duties = crew.stream().map(Taker::duty).toList();
            var fees = crew.stream().mapToLong(Taker::fee).sum();
            return new Option(start, room, duties.get(0).day.day, cost + fees, duties, uses);
        }
    }

    /** A supervisor who could take a session, and what that costs. */
    private record Taker(Duty duty, long fee) {}
}
