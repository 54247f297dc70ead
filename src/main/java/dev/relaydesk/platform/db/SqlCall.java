package dev.relaydesk.platform.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of a {@link Sql} statement. Every method may throw {@link SqlFailure}. */
public final class SqlCall {

    private static final Map<Class<?>, String> TYPES =
            Map.of(UUID.class, "uuid", Long.class, "bigint", Integer.class, "int", Boolean.class, "boolean");

    private final Connection connection;
    private final Map<String, List<Integer>> places;
    private final PreparedStatement statement;

    SqlCall(Connection connection, String positional, Map<String, List<Integer>> places) {
        this.connection = connection;
        this.places = places;
        try {
            this.statement = connection.prepareStatement(positional);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Sets a parameter: null, text, number, boolean, UUID, Instant, or a list of UUIDs, texts or longs. */
    public SqlCall bind(String name, @Nullable Object value) {
        try {
            Object wire = wire(value);
            for (int place : places.getOrDefault(name, List.of())) {
                statement.setObject(place, wire);
            }
            return this;
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    /** Sets a text, or none; it has a type even then, so that the statement need not be prepared anew. */
    public SqlCall bind(String name, @Nullable String value) {
        try {
            for (int place : places.getOrDefault(name, List.of())) {
                statement.setString(place, value);
            }
            return this;
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    /** Sets a list of UUIDs, longs, integers, booleans or texts; each may be null. */
    public SqlCall bindArray(String name, Class<?> kind, List<? extends @Nullable Object> values) {
        String type = TYPES.getOrDefault(kind, "text");
        try {
            return bind(name, connection.createArrayOf(type, values.toArray()));
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    /** Sets a list of one thing of each item, which may be null; of the types of {@link #bindArray}. */
    public <T> SqlCall bindEach(
            String name, Class<?> kind, List<T> items, Function<T, ? extends @Nullable Object> part) {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(part.apply(item)));
        return bindArray(name, kind, values);
    }

    private static @Nullable Object wire(@Nullable Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    /** Adds the parameters set so far as one more execution of a batch. */
    public SqlCall add() {
        try {
            statement.addBatch();
            return this;
        } catch (SQLException e) {
            throw closing(e);
        }
    }

    public void executeBatch() {
        try (statement) {
            statement.executeBatch();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** Returns how many rows were changed. */
    public int execute() {
        try (statement) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    public <T> List<T> list(Row<T> mapper) {
        try (statement;
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(mapper.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(Row<T> mapper) {
        List<T> all = list(mapper);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    private SqlFailure closing(SQLException e) {
        try (statement) {
            return new SqlFailure(e);
        } catch (SQLException unclosed) {
            e.addSuppressed(unclosed);
            return new SqlFailure(e);
        }
    }
}
