using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Sources;
using Lamella.Engine.Sources.Csv;
using Lamella.Engine.Tables;
using Xunit;

namespace Lamella.Engine.Tests.Sources;

public sealed class CsvTableTests
{
    [Fact]
    public void Read_numbers_and_text_gives_columns_of_each()
    {
        var table = Read("index,axis-0,name\n0,1.5,a\n1,-2e3,b\n2,7,a\n");

        Assert.Equal(3, table.Count);
        Assert.Equal(-2000, table.Numbers("axis-0", "coordinates").Values[1]);
        var names = Assert.IsType<TextColumn>(table.Find("name"));
        Assert.Equal(["a", "b"], names.Categories);
        Assert.Equal([0, 1, 0], names.Codes.ToArray());
    }

    [Fact]
    public void Read_column_that_turns_to_text_late_keeps_the_text_of_its_first_cells()
    {
        var table = Read("x,y\n1.50,1\n0x10,2\n");

        Assert.Equal("1.50", table.Find("x")!.Text(0));
        var error = Assert.Throws<LamellaException>(() => table.Numbers("x", "coordinates"));
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("'0x10'", error.Message, StringComparison.Ordinal);
        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("", double.NaN)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("+INF", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData(" 4 ", 4)]
    public void Read_cell_of_any_spelling_is_the_number(string cell, double expected) =>
        Assert.Equal(expected, Read($"a,b\n{cell},1\n").Numbers("a", "coordinates").Values[0]);

    [Fact]
    public void Read_ragged_row_is_refused_with_its_line()
    {
        var error = Assert.Throws<LamellaException>(() => Read("a,b,c\n1,2,3\n\n4,5\n"));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains("line 4: 2 cells, and the first line has 3", error.Message, StringComparison.Ordinal);
        Assert.Equal(("3 cells", "2 cells"), (error.Expected, error.Got));
    }

    [Fact]
    public void Read_name_that_stands_twice_is_refused()
    {
        var error = Assert.Throws<LamellaException>(() => Read("x,y,x\n1,2,3\n"));

        Assert.Contains("'x' twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    public void Read_nothing_is_refused(string content) =>
        Assert.Contains("is empty", Assert.Throws<LamellaException>(() => Read(content)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_header_alone_is_a_table_without_rows()
    {
        var table = Read("axis-0,axis-1\n");

        Assert.Equal(0, table.Count);
        Assert.Equal(2, table.Columns.Length);
    }

    [Fact]
    public void Read_without_header_names_the_columns_as_axes() =>
        Assert.Equal(["axis-0", "axis-1"], Read("1,2\n3,4\n").Columns.Select(column => column.Name));

    [Theory]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("\uFEFFa,b\r\n1,2\r\n")]
    [InlineData("\"a\",\"b\"\n\"1\",2")]
    public void Read_other_separators_line_ends_and_quotes_is_the_same(string content)
    {
        var table = Read(content);

        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal((1, 2), (table.Numbers("a", "x").Values[0], table.Numbers("b", "x").Values[0]));
    }

    [Fact]
    public void Read_quoted_separator_and_line_break_belong_to_the_cell() =>
        Assert.Equal("p,\nq", Read("a,b\n\"p,\nq\",2\n").Find("a")!.Text(0));

    [Fact]
    public void Read_more_rows_or_columns_than_allowed_is_refused()
    {
        var rows = Assert.Throws<LamellaException>(() => Read("a\n1\n2\n3\n", new SourceLimits { MaxRows = 2 }));
        var columns = Assert.Throws<LamellaException>(() => Read("a,b,c\n", new SourceLimits { MaxColumns = 2 }));

        Assert.Equal(LamellaErrorCode.LimitExceeded, rows.Code);
        Assert.Equal(LamellaErrorCode.LimitExceeded, columns.Code);
    }

    private static Table Read(string content, SourceLimits? limits = null) =>
        CsvTable.Read(Encoding.UTF8.GetBytes(content), "cells.csv", limits, TestContext.Current.CancellationToken);
}
